import { pick } from '../../../language';
import { en } from './new_order.en';
import { ro } from './new_order.ro';

export const texts = pick({ ro, en });
