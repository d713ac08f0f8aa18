import { pick } from '../../../language';
import { en } from './channels.en';
import { ro } from './channels.ro';

export const texts = pick({ ro, en });
