import { pick } from '../../../language';
import { en } from './delivery.en';
import { ro } from './delivery.ro';

export const texts = pick({ ro, en });
