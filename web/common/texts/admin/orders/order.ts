import { pick } from '../../../language';
import { en } from './order.en';
import { ro } from './order.ro';

export const texts = pick({ ro, en });
