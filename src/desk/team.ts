/** Who of the team is meant: the owner of an inquiry, the writer of a mail, the person for what nobody owns. */
import type { Company, TeamMember } from '../model/company.ts';

/** The team member with this address, his configured one or an alias. */
export function memberByAddress(company: Company, address: string): TeamMember | null {
  const wanted = address.toLowerCase();
  return company.team.find((member) => member.email === wanted || member.aliases.includes(wanted)) ?? null;
}

/** The owner by his configured address; the default owner when he has left the team. */
export function ownerOf(company: Company, email: string): TeamMember {
  const owner = memberByAddress(company, email) ?? memberByAddress(company, company.defaultOwner) ?? company.team[0];
  if (!owner) throw new Error('company.yaml team is empty'); // config.ts has refused this before
  return owner;
}

/** Who hears of what concerns the whole desk: the first manager, else the default owner. */
export function managerOf(company: Company): TeamMember {
  return company.team.find((member) => member.role === 'manager') ?? ownerOf(company, company.defaultOwner);
}

/** What the person's mails are signed with. */
export function signatureOf(company: Company, person: TeamMember): string[] {
  const own = [person.name, person.email, ...person.aliases, person.phone ?? ''];
  return [...own, company.name, company.address, company.phone ?? '', company.website].filter((line) => line !== '');
}
