/** Halo's look-up 63: the kinds of appointment that this Halo knows. Data only. */

export interface AppointmentType {
  readonly id: number;
  readonly name: string;
  readonly colour: string;
}

export const appointmentTypes: readonly AppointmentType[] = [
  { id: 1, name: 'Appointment', colour: '#ffd800' },
  { id: 2, name: 'Site visit', colour: '#2d9cdb' },
  { id: 3, name: 'Meeting', colour: '#6fcf97' },
  { id: 4, name: 'Out of office', colour: '#bdbdbd' },
];

/** The name of an appointment type; '' for none. */
export function appointmentTypeName(id: number): string {
  return appointmentTypes.find(type => type.id === id)?.name ?? '';
}
