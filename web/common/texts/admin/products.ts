import { pick } from '../../language';
import { en } from './products.en';
import { ro } from './products.ro';

export const texts = pick({ ro, en });
