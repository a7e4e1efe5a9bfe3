/** The hours of the week in which scheduled runs happen; no row means always. */
import { FormRow } from '../../parts/form-row.tsx';
import { hoursWords, weekdays } from '../../words/settings.ts';
import { useField } from './fields.tsx';

interface Hours {
  readonly weekday: number;
  readonly from: number;
  readonly to: number;
}
const isHours = (value: unknown): value is Hours =>
  typeof value === 'object' && value !== null && 'weekday' in value && 'from' in value && 'to' in value;

const dayName = new Intl.DateTimeFormat(undefined, { weekday: 'long', timeZone: 'UTC' });
/** 4 January 1970 was a Sunday. */
const nameOf = (weekday: number) => dayName.format(new Date(Date.UTC(1970, 0, 4 + weekday)));
const usual = { from: 7, to: 19 };

export function HoursSetting() {
  const field = useField('schedule.hours');
  const hours = Array.isArray(field.value) ? field.value.filter(isHours) : [];
  const put = (weekday: number, next: Hours | null) =>
    field.set([...hours.filter(one => one.weekday !== weekday), ...(next === null ? [] : [next])]);
  return (
    <FormRow id={field.id} label={field.label} hint={field.hint} wrong={field.wrong} isGroup>
      {weekdays.map(weekday => {
        const day = hours.find(one => one.weekday === weekday);
        const name = nameOf(weekday);
        return (
          <div key={weekday} className="line hours-line">
            <label className="opt">
              <input
                type="checkbox"
                checked={day !== undefined}
                disabled={field.isReadOnly}
                onChange={event => put(weekday, event.target.checked ? { weekday, ...usual } : null)}
              />
              <span>{name}</span>
            </label>
            {day === undefined ? (
              <span className="faint">{hours.length === 0 ? '' : hoursWords.always}</span>
            ) : (
              <>
                <HourChoice
                  label={hoursWords.from(name)}
                  value={day.from}
                  first={0}
                  isReadOnly={field.isReadOnly}
                  onChange={from => put(weekday, { ...day, from })}
                />
                {hoursWords.until}
                <HourChoice
                  label={hoursWords.to(name)}
                  value={day.to}
                  first={1}
                  isReadOnly={field.isReadOnly}
                  onChange={to => put(weekday, { ...day, to })}
                />
              </>
            )}
          </div>
        );
      })}
    </FormRow>
  );
}

function HourChoice({
  label,
  value,
  first,
  isReadOnly,
  onChange,
}: {
  readonly label: string;
  readonly value: number;
  readonly first: 0 | 1;
  readonly isReadOnly: boolean;
  readonly onChange: (hour: number) => void;
}) {
  return (
    <select
      aria-label={label}
      value={value}
      disabled={isReadOnly}
      onChange={event => onChange(Number(event.target.value))}
    >
      {Array.from({ length: 24 }, (_, index) => index + first).map(hour => (
        <option key={hour} value={hour}>
          {`${String(hour).padStart(2, '0')}:00`}
        </option>
      ))}
    </select>
  );
}
