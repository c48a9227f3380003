import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import './styles/index.css';
import { App } from './app.js';
import { LanguageHolder } from './language/language.js';
import { SessionHolder } from './session/session-context.js';

const place = document.getElementById('board');
if (!place) throw new Error('the document has no place for the pages');
createRoot(place).render(
  <StrictMode>
    <LanguageHolder>
      <SessionHolder>
        <App />
      </SessionHolder>
    </LanguageHolder>
  </StrictMode>,
);
