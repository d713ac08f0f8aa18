import { pick } from '../../../language';
import { en } from './shipments.en';
import { ro } from './shipments.ro';

export const texts = pick({ ro, en });
