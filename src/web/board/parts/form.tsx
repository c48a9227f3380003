import { type ReactNode, useId } from 'react';

/** An entry of a list to choose from. */
export type Option = readonly [value: string, label: string];

interface SelectProps {
  readonly label: string;
  readonly value: string;
  readonly options: readonly Option[];
  readonly onChange: (value: string) => void;
}

/** A list to choose from, with its label. */
export function Select({ label, value, options, onChange }: SelectProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className="utrecht-form-label">
        {label}
      </label>
      <select
        id={id}
        className="utrecht-select utrecht-select--html-select"
        value={value}
        onChange={(event) => onChange(event.target.value)}
      >
        {options.map(([one, name]) => (
          <option key={one} value={one}>
            {name}
          </option>
        ))}
      </select>
    </div>
  );
}

interface TextFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  readonly type?: 'text' | 'date' | 'search';
  readonly hint?: ReactNode;
  /** Why what stands in it cannot be used. */
  readonly wrong?: string;
  readonly inputMode?: 'numeric' | 'text';
}

/** A line to fill in, with its label, its hint and what is wrong with it. */
export function TextField({ label, value, onChange, type = 'text', hint, wrong, inputMode }: TextFieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id} className="utrecht-form-label">
        {label}
      </label>
      {hint && (
        <p id={`${id}-hint`} className="hint">
          {hint}
        </p>
      )}
      {wrong && (
        <p id={`${id}-wrong`} className="wrong" role="alert">
          {wrong}
        </p>
      )}
      <input
        id={id}
        type={type}
        inputMode={inputMode}
        autoComplete="off"
        spellCheck={false}
        className={`utrecht-textbox utrecht-textbox--html-input ${wrong ? 'utrecht-textbox--invalid' : ''}`}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        aria-describedby={[hint && `${id}-hint`, wrong && `${id}-wrong`].filter(Boolean).join(' ') || undefined}
        aria-invalid={wrong ? true : undefined}
      />
    </div>
  );
}
