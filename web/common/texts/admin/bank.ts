import { pick } from '../../language';
import { en } from './bank.en';
import { ro } from './bank.ro';

export const texts = pick({ ro, en });
