import { describe, expect, it } from '@jest/globals';
import { countryByName } from '../../../../src/receive/channel/country-name.ts';
import { channels } from '../client-data.ts';

const country = (field: string) => countryByName(field, channels.words);

describe('countryByName', () => {
  it.each([
    ['Germany', 'DE'],
    ['deutschland', 'DE'],
    ['DE', 'DE'],
    ['DEU', 'DE'],
    ['Deutschland (DE)', 'DE'],
    ['德国', 'DE'],
    ['德國', 'DE'],
    ['Alemania', 'DE'],
    ['Allemagne', 'DE'],
    ['Alemanha', 'DE'],
    ['Германия', 'DE'],
    ['ألمانيا', 'DE'],
    ['Germania', 'DE'],
    ['Almanya', 'DE'],
    ['ドイツ', 'DE'],
    ['독일', 'DE'],
    ['United States', 'US'],
    ['U.S.A.', 'US'],
    ['🇺🇸 United States of America', 'US'],
    ['US - United States', 'US'],
    ['EE.UU.', 'US'],
    ['США', 'US'],
    ['アメリカ合衆国', 'US'],
    ['UK', 'GB'],
    ['United Kingdom', 'GB'],
    ['England', 'GB'],
    ['China (Mainland)', 'CN'],
    ['中国 China', 'CN'],
    ['P.R. China', 'CN'],
    ['Hong Kong S.A.R.', 'HK'],
    ['Taiwan', 'TW'],
    ['Hong Kong, China', 'HK'],
    ['Taiwan, China', 'TW'],
    ['Surat - 395003, Gujarat, India', 'IN'],
    ['Korea, South', 'KR'],
    ['Viet Nam', 'VN'],
    ["Cote d'Ivoire", 'CI'],
    ['The Netherlands', 'NL'],
    ['UAE', 'AE'],
    ['United Arab Emirates (AE)', 'AE'],
    ['Türkiye', 'TR'],
    ['Hamburg, Germany', 'DE'],
    ['Country: Brazil', null],
    ['Germany or Austria', null],
    ['Germany / Austria', null],
    ['somewhere', null],
    ['-', null],
    ['', null],
  ])('%s -> %s', (field, expected) => {
    expect(country(field)).toBe(expected);
  });
});
