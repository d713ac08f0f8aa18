import { pick } from '../../language';
import { en } from './books.en';
import { ro } from './books.ro';

export const texts = pick({ ro, en });
