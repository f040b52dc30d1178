/** The seller for whom the tests of receiving read mail. */
import { Company } from '../../../src/model/company.ts';

export const company = Company.parse({
  name: 'Chen Gloves Co., Ltd.',
  address: 'Ningbo',
  country: 'CN',
  timeZone: 'Asia/Shanghai',
  website: 'https://www.seller.example',
  domains: ['seller.example'],
  team: [
    { name: 'Mei Chen', email: 'mei@seller.example', aliases: ['mei.private@freebox.example'], role: 'sales' },
    { name: 'Jo', email: 'jo@seller.example', role: 'manager' },
  ],
  defaultOwner: 'jo@seller.example',
  answers: { proof: 'lenient' },
});
