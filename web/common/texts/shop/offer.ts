import { pick } from '../../language';
import { en } from './offer.en';
import { ro } from './offer.ro';

export const texts = pick({ ro, en });
