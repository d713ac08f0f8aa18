import { pick } from '../../../language';
import { en } from './couriers.en';
import { ro } from './couriers.ro';

export const texts = pick({ ro, en });
