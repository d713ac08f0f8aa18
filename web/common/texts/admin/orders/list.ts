import { pick } from '../../../language';
import { en } from './list.en';
import { ro } from './list.ro';

export const texts = pick({ ro, en });
