/**
 * The words of our part of Exchange Web Services: per type its elements, `name` for text or `name:Type`. Rules of order and number are
 * left to the operations: clients need only know which words there are and which namespace each belongs to. Data only.
 */

/** Elements of both namespaces that hold elements of the types namespace. */
export const types: Readonly<Record<string, string>> = {
  Paths: 'FieldURI:Path IndexedFieldURI:Path ExtendedFieldURI:Path',
  Path: '',
  ItemShape: 'BaseShape IncludeMimeContent BodyType FilterHtmlContent AdditionalProperties:Paths',
  FolderShape: 'BaseShape AdditionalProperties:Paths',
  Mailbox: 'Name EmailAddress RoutingType MailboxType ItemId:Path',
  FolderRef: 'Mailbox:Mailbox',
  FolderIds: 'DistinguishedFolderId:FolderRef FolderId:FolderRef',
  ItemIds: 'ItemId:Path OccurrenceItemId:Path RecurringMasterItemId:Path',
  View: '',
  Constant: 'Constant:Path FieldURI:Path ExtendedFieldURI:Path',
  Comparison:
    'FieldURI:Path ExtendedFieldURI:Path IndexedFieldURI:Path FieldURIOrConstant:Constant Constant:Path',
  Expression:
    'And:Expression Or:Expression Not:Expression Exists:Comparison Contains:Comparison IsEqualTo:Comparison IsNotEqualTo:Comparison IsGreaterThan:Comparison IsGreaterThanOrEqualTo:Comparison IsLessThan:Comparison IsLessThanOrEqualTo:Comparison',
  SortOrder: 'FieldOrder:Paths',
  Strings: 'String',
  Values: 'Value',
  ExtendedProperty: 'ExtendedFieldURI:Path Value Values:Values',
  Attendee: 'Mailbox:Mailbox ResponseType LastResponseTime',
  Attendees: 'Attendee:Attendee',
  Organizer: 'Mailbox:Mailbox',
  Rights: 'CreateAssociated CreateContents CreateHierarchy Delete Modify Read ViewPrivateItems',
  OccurrenceInfo: 'ItemId:Path Start End OriginalStart',
  Occurrences: 'Occurrence:OccurrenceInfo DeletedOccurrence:OccurrenceInfo',
  Pattern: 'Interval DaysOfWeek FirstDayOfWeek DayOfMonth DayOfWeekIndex Month',
  Range: 'StartDate EndDate NumberOfOccurrences',
  Recurrence:
    'DailyRecurrence:Pattern WeeklyRecurrence:Pattern AbsoluteMonthlyRecurrence:Pattern RelativeMonthlyRecurrence:Pattern AbsoluteYearlyRecurrence:Pattern RelativeYearlyRecurrence:Pattern NoEndRecurrence:Range EndDateRecurrence:Range NumberedRecurrence:Range',
  Transition: 'To:Path TimeOffset Month Day DayOfWeek Occurrence DateTime',
  Transitions:
    'Transition:Transition AbsoluteDateTransition:Transition RecurringDayTransition:Transition RecurringDateTransition:Transition',
  TransitionsGroups: 'TransitionsGroup:Transitions',
  Periods: 'Period:Path',
  TimeZone: 'Periods:Periods TransitionsGroups:TransitionsGroups Transitions:Transitions',
  CalendarItem:
    'MimeContent ItemId:Path ParentFolderId:Path ItemClass Subject Sensitivity Body DateTimeReceived Size Categories:Strings Importance IsSubmitted IsDraft IsFromMe IsResend IsUnmodified DateTimeSent DateTimeCreated ReminderDueBy ReminderIsSet ReminderMinutesBeforeStart DisplayCc DisplayTo HasAttachments ExtendedProperty:ExtendedProperty Culture EffectiveRights:Rights LastModifiedName LastModifiedTime IsAssociated TextBody UID RecurrenceId DateTimeStamp Start End OriginalStart IsAllDayEvent LegacyFreeBusyStatus Location IsMeeting IsCancelled IsRecurring MeetingRequestWasSent IsResponseRequested CalendarItemType MyResponseType Organizer:Organizer RequiredAttendees:Attendees OptionalAttendees:Attendees Resources:Attendees ConflictingMeetingCount AdjacentMeetingCount Duration TimeZone AppointmentSequenceNumber AppointmentState Recurrence:Recurrence FirstOccurrence:OccurrenceInfo LastOccurrence:OccurrenceInfo ModifiedOccurrences:Occurrences DeletedOccurrences:Occurrences StartTimeZone:TimeZone EndTimeZone:TimeZone AllowNewTimeProposal IsOnlineMeeting StartTimeZoneId EndTimeZoneId IsOrganizer',
  Items: 'CalendarItem:CalendarItem Item:CalendarItem',
  Update:
    'FieldURI:Path IndexedFieldURI:Path ExtendedFieldURI:Path CalendarItem:CalendarItem Item:CalendarItem',
  Updates: 'SetItemField:Update DeleteItemField:Update AppendToItemField:Update',
  ItemChange: 'ItemId:Path OccurrenceItemId:Path RecurringMasterItemId:Path Updates:Updates',
  ItemChanges: 'ItemChange:ItemChange',
  Folder:
    'FolderId:Path ParentFolderId:Path FolderClass DisplayName TotalCount ChildFolderCount ExtendedProperty:ExtendedProperty EffectiveRights:Rights DistinguishedFolderId UnreadCount',
  Folders: 'Folder:Folder CalendarFolder:Folder ContactsFolder:Folder TasksFolder:Folder',
  RootFolder: 'Items:Items Folders:Folders',
  Change:
    'CalendarItem:CalendarItem Folder:Folder CalendarFolder:Folder ContactsFolder:Folder TasksFolder:Folder ItemId:Path FolderId:Path',
  Changes: 'Create:Change Update:Change Delete:Change',
  AlternateIds: 'AlternateId:Path',
  Resolution: 'Mailbox:Mailbox Contact:Contact',
  ResolutionSet: 'Resolution:Resolution',
  Contact: 'DisplayName GivenName EmailAddresses:Entries ContactSource Surname',
  Entries: 'Entry',
  ConfigurationName: 'DistinguishedFolderId:FolderRef FolderId:FolderRef',
  AttachmentIds: 'AttachmentId:Path',
  ConflictResults: 'Count',
  MessageXml: 'Value',
  Ids: 'Id',
  TimeZoneDefinitions: 'TimeZoneDefinition:TimeZone',
  ConnectingSID: 'PrincipalName SID PrimarySmtpAddress SmtpAddress',
  ExchangeImpersonation: 'ConnectingSID:ConnectingSID',
  TimeZoneContext: 'TimeZoneDefinition:TimeZone',
};

/** What each operation is asked with, in the messages namespace. */
export const requests: Readonly<Record<string, string>> = {
  GetFolder: 'FolderShape:FolderShape FolderIds:FolderIds',
  FindFolder:
    'FolderShape:FolderShape IndexedPageFolderView:View Restriction:Expression ParentFolderIds:FolderIds',
  SyncFolderHierarchy: 'FolderShape:FolderShape SyncFolderId:FolderIds SyncState',
  CreateFolder: 'ParentFolderId:FolderIds Folders:Folders',
  DeleteFolder: 'FolderIds:FolderIds',
  FindItem:
    'ItemShape:ItemShape IndexedPageItemView:View CalendarView:View Restriction:Expression SortOrder:SortOrder ParentFolderIds:FolderIds',
  GetItem: 'ItemShape:ItemShape ItemIds:ItemIds',
  SyncFolderItems:
    'ItemShape:ItemShape SyncFolderId:FolderIds SyncState Ignore:ItemIds MaxChangesReturned SyncScope',
  CreateItem: 'SavedItemFolderId:FolderIds Items:Items',
  UpdateItem: 'SavedItemFolderId:FolderIds ItemChanges:ItemChanges',
  DeleteItem: 'ItemIds:ItemIds',
  MoveItem: 'ToFolderId:FolderIds ItemIds:ItemIds',
  CopyItem: 'ToFolderId:FolderIds ItemIds:ItemIds',
  ConvertId: 'SourceIds:AlternateIds',
  ResolveNames: 'ParentFolderIds:FolderIds UnresolvedEntry',
  GetUserConfiguration: 'UserConfigurationName:ConfigurationName UserConfigurationProperties',
  GetAttachment: 'AttachmentIds:AttachmentIds',
  GetServerTimeZones: 'Ids:Ids',
};

/** What a response message may hold. */
export const responseMessage =
  'MessageText ResponseCode DescriptiveLinkKey MessageXml:MessageXml Folders:Folders RootFolder:RootFolder Items:Items ConflictResults:ConflictResults SyncState IncludesLastItemInRange IncludesLastFolderInRange Changes:Changes AlternateId:Path ResolutionSet:ResolutionSet TimeZoneDefinitions:TimeZoneDefinitions Attachments';

/** Header elements of the types namespace. */
export const headers =
  'RequestServerVersion:Path ExchangeImpersonation:ExchangeImpersonation TimeZoneContext:TimeZoneContext ServerVersionInfo:Path';
