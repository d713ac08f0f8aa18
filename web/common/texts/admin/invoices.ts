import { pick } from '../../language';
import { en } from './invoices.en';
import { ro } from './invoices.ro';

export const texts = pick({ ro, en });
