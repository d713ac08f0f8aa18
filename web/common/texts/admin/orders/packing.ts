import { pick } from '../../../language';
import { en } from './packing.en';
import { ro } from './packing.ro';

export const texts = pick({ ro, en });
