/**
 * The names of item and calendar properties that each schema version knows (UnindexedFieldURIType). A name that is not
 * here fails the schema validation of the server; a name that is here and not in item-fields.ts is never present.
 */
import type { ServerVersion } from './versions.ts';

const since2010 = `
  calendar:AdjacentMeetingCount calendar:AdjacentMeetings calendar:AllowNewTimeProposal
  calendar:AppointmentReplyTime calendar:AppointmentSequenceNumber calendar:AppointmentState
  calendar:CalendarItemType calendar:ConferenceType calendar:ConflictingMeetingCount
  calendar:ConflictingMeetings calendar:DateTimeStamp calendar:DeletedOccurrences calendar:Duration
  calendar:End calendar:EndTimeZone calendar:FirstOccurrence calendar:IsAllDayEvent calendar:IsCancelled
  calendar:IsMeeting calendar:IsOnlineMeeting calendar:IsRecurring calendar:IsResponseRequested
  calendar:LastOccurrence calendar:LegacyFreeBusyStatus calendar:Location calendar:MeetingRequestWasSent
  calendar:MeetingTimeZone calendar:MeetingWorkspaceUrl calendar:ModifiedOccurrences
  calendar:MyResponseType calendar:NetShowUrl calendar:OptionalAttendees calendar:Organizer
  calendar:OriginalStart calendar:Recurrence calendar:RecurrenceId calendar:RequiredAttendees
  calendar:Resources calendar:Start calendar:StartTimeZone calendar:TimeZone calendar:UID calendar:When
  item:Attachments item:Body item:Categories item:ConversationId item:Culture item:DateTimeCreated
  item:DateTimeReceived item:DateTimeSent item:DisplayCc item:DisplayTo item:EffectiveRights
  item:HasAttachments item:Importance item:InReplyTo item:InternetMessageHeader
  item:InternetMessageHeaders item:IsAssociated item:IsDraft item:IsFromMe item:IsResend
  item:IsSubmitted item:IsUnmodified item:ItemClass item:ItemId item:LastModifiedName
  item:LastModifiedTime item:MimeContent item:ParentFolderId item:ReminderDueBy item:ReminderIsSet
  item:ReminderMinutesBeforeStart item:ResponseObjects item:Sensitivity item:Size item:StoreEntryId
  item:Subject item:UniqueBody item:WebClientEditFormQueryString item:WebClientReadFormQueryString
`;

const since2013 = `
  calendar:EndTimeZoneId calendar:EndWallClock calendar:EnhancedLocation calendar:IsOrganizer
  calendar:JoinOnlineMeetingUrl calendar:OnlineMeetingSettings calendar:StartTimeZoneId
  calendar:StartWallClock item:ArchiveTag item:BlockStatus item:EntityExtractionResult item:Flag
  item:HasBlockedImages item:IconIndex item:InstanceKey item:IsClutter item:NormalizedBody
  item:PolicyTag item:PredictedActionReasons item:Preview item:ReminderNextTime item:RetentionDate
  item:RightsManagementLicenseData item:TextBody
`;

const since2016 = `
  calendar:CalendarActivityData calendar:DoNotForwardMeeting calendar:InboxReminders
  item:AppliedHashtags item:AppliedHashtagsPreview item:AtAllMention item:CanDelete item:DisplayBcc
  item:FirstBody item:Hashtags item:InferenceClassification item:Likes item:LikesPreview
  item:MentionedMe item:Mentions item:MentionsEx item:MentionsPreview item:PendingSocialActivityTagIds
`;

const words = (text: string) => text.trim().split(/\s+/);

const known: Readonly<Record<ServerVersion, ReadonlySet<string>>> = {
  Exchange2010_SP2: new Set(words(since2010)),
  Exchange2013_SP1: new Set([...words(since2010), ...words(since2013)]),
  Exchange2016: new Set([...words(since2010), ...words(since2013), ...words(since2016)]),
};

/** Whether a request of this version may name the property; names of other item types are let through. */
export function isKnownField(uri: string, version: ServerVersion): boolean {
  return /^(?:item|calendar):/.test(uri) ? known[version].has(uri) : /^[a-z][A-Za-z]+:[A-Za-z]+$/.test(uri);
}
