import { pick } from '../../../language';
import { en } from './partners.en';
import { ro } from './partners.ro';

export const texts = pick({ ro, en });
