import { pick } from '../../language';
import { en } from './checkout.en';
import { ro } from './checkout.ro';

export const texts = pick({ ro, en });
