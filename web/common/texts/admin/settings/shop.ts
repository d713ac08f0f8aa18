import { pick } from '../../../language';
import { en } from './shop.en';
import { ro } from './shop.ro';

export const texts = pick({ ro, en });
