import { pick } from '../../language';
import { en } from './pages.en';
import { ro } from './pages.ro';

export const texts = pick({ ro, en });
