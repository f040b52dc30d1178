import { describe, expect, it } from '@jest/globals';
import { prepareWords } from '../../../../src/receive/channel/prepared.ts';
import { readFields } from '../../../../src/receive/channel/read-fields.ts';
import { channels } from '../client-data.ts';

const words = prepareWords(channels.words);
const read = (text: string) => readFields(text, words, null);
const eva = { name: 'Eva Roth', company: 'Roth GmbH', email: 'eva@roth.example' };

describe('readFields', () => {
  it.each([
    ['colons', 'Name: Eva Roth\nCompany: Roth GmbH\nEmail: eva@roth.example\nMessage: 600 pairs please'],
    ['full-width colons', '姓名：Eva Roth\n公司名称：Roth GmbH\n邮箱：eva@roth.example\n留言：600 pairs please'],
    ['tabs', 'Name\tEva Roth\nFirma\tRoth GmbH\nE-Mail-Adresse\teva@roth.example\nNachricht\t600 pairs please'],
    [
      'columns of spaces',
      'Nombre     Eva Roth\nEmpresa    Roth GmbH\nCorreo     eva@roth.example\nMensaje    600 pairs please',
    ],
    [
      'two lines each',
      'Nom\nEva Roth\n\nSociété\nRoth GmbH\n\nCourriel\neva@roth.example\n\nMessage\n600 pairs please',
    ],
    [
      'labels with marks',
      '*Имя*: Eva Roth\n• Компания: Roth GmbH\nЭл. почта *: eva@roth.example\nСообщение: 600 pairs please',
    ],
    [
      'two languages',
      '姓名 / Name: Eva Roth\n公司 (Company): Roth GmbH\n邮箱 Email: eva@roth.example\nMessage 留言: 600 pairs please',
    ],
    [
      'field names of forms',
      'your-name: Eva Roth\ncompany_name: Roth GmbH\nyour_email: eva@roth.example\nyour-message: 600 pairs please',
    ],
    [
      'qualifiers',
      'Your name: Eva Roth\nIhre Firma: Roth GmbH\nVotre e-mail: eva@roth.example\nSu mensaje: 600 pairs please',
    ],
    ['Arabic', 'الاسم: Eva Roth\nالشركة: Roth GmbH\nالبريد الإلكتروني: eva@roth.example\nالرسالة: 600 pairs please'],
    [
      'Japanese',
      'お名前：Eva Roth\n会社名：Roth GmbH\nメールアドレス：eva@roth.example\nお問い合わせ内容：600 pairs please',
    ],
    ['Korean', '성함: Eva Roth\n회사명: Roth GmbH\n이메일: eva@roth.example\n문의내용: 600 pairs please'],
    ['Turkish', 'Ad Soyad: Eva Roth\nFirma adı: Roth GmbH\nE-posta: eva@roth.example\nMesajınız: 600 pairs please'],
    ['Portuguese', 'Nome: Eva Roth\nEmpresa: Roth GmbH\nE-mail: eva@roth.example\nMensagem: 600 pairs please'],
    [
      'Italian',
      'Nome e cognome: Eva Roth\nAzienda: Roth GmbH\nIndirizzo email: eva@roth.example\nMessaggio: 600 pairs please',
    ],
    ['one line', 'Name: Eva Roth Company: Roth GmbH Email: eva@roth.example Message: 600 pairs please'],
    [
      'ruled headings',
      '-- Buyer --\nName: Eva Roth\nCompany: Roth GmbH\nE-mail: eva@roth.example\n-- Message --\n600 pairs please',
    ],
  ])('%s', (_, text) => {
    expect(read(text).fields).toMatchObject({ ...eva, message: '600 pairs please' });
  });

  it('joins first and last name, whatever the family name is called', () => {
    expect(read('First name: Eva\nLast name: Roth').fields.name).toBe('Eva Roth');
    expect(read('Prénom : Eva\nNom : Roth').fields.name).toBe('Eva Roth');
    expect(read('Vorname: Eva\nName: Roth').fields.name).toBe('Eva Roth');
  });

  it('reads name and address of a mailbox', () => {
    expect(read('From: Eva Roth <eva@roth.example>\n\nMessage Body:\nhello').fields).toMatchObject({
      name: 'Eva Roth',
      email: 'eva@roth.example',
      message: 'hello',
    });
  });

  it('keeps what the buyer writes with colons in his message', () => {
    const message = 'please quote:\n\nModel: G-7\nQuantity: 600\nDate of need: March\n\nThank you';
    expect(read(`Name: Eva\nMessage:\n${message}`).fields.message).toBe(message);
  });

  it('reads fields behind the message, and ends it at the machine lines', () => {
    const { fields } = read(
      'Name: Eva\nMessage: hello\nsecond line\n\nPhone: +49 30 1234\n\n---\nDate: 3 March\nPage URL: https://seller.example/g7\nPowered by: Elementor',
    );
    expect(fields).toMatchObject({
      message: 'hello\nsecond line',
      phone: '+49 30 1234',
      page: 'https://seller.example/g7',
    });
  });

  it('ends the message at the footer of the template', () => {
    const { fields } = read(
      'Email: a@b.example\nMessage: hello\n\n-- \nThis e-mail was sent from a contact form on Seller (https://seller.example)',
    );
    expect(fields.message).toBe('hello');
  });

  it('keeps a rule that the buyer drew', () => {
    expect(read('Message: one\n---\ntwo').fields.message).toBe('one\n---\ntwo');
  });

  it('takes no empty field from the next label', () => {
    expect(read('Name: Eva\nCompany:\nPhone:\n+49 30 1234\nCountry: Germany').fields).toMatchObject({
      name: 'Eva',
      company: null,
      phone: '+49 30 1234',
      country: 'Germany',
    });
  });

  it('keeps lines with unknown labels as what the buyer filled in', () => {
    expect(read('Name: Eva\nGlove size: 9').fields.others).toEqual([{ label: 'Glove size', value: '9' }]);
  });

  it.each([
    ['brackets', '【会社名】株式会社サンプル\n【お名前】佐藤 花子\n【メールアドレス】sato@sample.example'],
    ['marks', '■会社名：株式会社サンプル\n■お名前：佐藤 花子\n■メールアドレス：sato@sample.example'],
    [
      'brackets and line ends',
      '【会社名】\n株式会社サンプル\n【お名前】\n佐藤 花子\n【メールアドレス】\nsato@sample.example',
    ],
  ])('reads labels with %s', (_, text) => {
    expect(read(`${text}\n【お問い合わせ内容】\n手袋600双`).fields).toMatchObject({
      company: '株式会社サンプル',
      name: '佐藤 花子',
      email: 'sato@sample.example',
      message: '手袋600双',
    });
  });

  it('takes a heading above a table for no message', () => {
    expect(
      read('Contact: Eva Roth\n\nInquiry Details\nProduct: Gloves\nQuantity: 600 pairs\nMessage: Please quote').fields,
    ).toMatchObject({ product: 'Gloves', quantity: '600 pairs', message: 'Please quote' });
  });

  it('joins a name and a family name', () => {
    expect(read('Nome: Carla\nCognome: Bianchi\nMessaggio: 600 paia').fields.name).toBe('Carla Bianchi');
    expect(read('Nom: Girard\nPrénom: Paul\nMessage: 600 paires').fields.name).toBe('Paul Girard');
  });

  it('reads an address behind its label where a page has lost its columns', () => {
    expect(read('Email eva@shop.example\nMessage: hello').fields.email).toBe('eva@shop.example');
  });

  it.each([
    ['a: '.repeat(60_000)],
    ['【a】'.repeat(50_000)],
    ['[a] b@c '.repeat(25_000)],
    ['Name: x\n'.repeat(25_000)],
    ['--\n'.repeat(60_000)],
    [`${'Name '.repeat(40_000)}:`],
  ])('stays quick over hostile text', (text) => {
    read(text);
    const before = performance.now();
    read(text);
    expect(performance.now() - before).toBeLessThan(2000);
  });
});
