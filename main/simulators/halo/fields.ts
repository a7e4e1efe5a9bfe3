/**
 * The field names and kinds of the Halo API documents that this simulator speaks (from Halo's own OpenAPI document, March 2025).
 * A data table: names and kinds only, no behaviour.
 */

/** How a field is written in JSON. `list` and `object` hold further fields and are looked into by their own table where one exists. */
export type FieldKind = 'integer' | 'decimal' | 'flag' | 'text' | 'date' | 'list' | 'object';

/** Field name to kind, in no particular order. */
export type FieldTable = ReadonlyMap<string, FieldKind>;

function table(names: Partial<Record<FieldKind, string>>): FieldTable {
  const fields = new Map<string, FieldKind>();
  const kinds: readonly FieldKind[] = ['integer', 'decimal', 'flag', 'text', 'date', 'list', 'object'];
  for (const kind of kinds) {
    for (const name of (names[kind] ?? '').split(/\s+/)) {
      if (name !== '') fields.set(name, kind);
    }
  }
  return fields;
}

/** Halo's `Appointment`. */
export const appointmentFields: FieldTable = table({
  integer: `
    appointment_type_id status messagestatus agent_status usermessagestatus reminderminutes reminderstatus
    fromcompletedapid complete_agent_id meetingtype invitesent cspid followup_user_id
    followup_reminderminutes followup_agent_status followup_id followup_appointmenttype_id chargerate
    contract_id resource_booking_type requesttype resourcebookingtype resourcebookingtypeagent
    defaultresourcetype defaultbookingtype team_id resourcebookingteam appointment_status
    schedulehandledtype halo_recurring_master_id approvalagent appointment_id update_ticket_status id
    agent_id ticket_id client_id site_id user_id holiday_type complete_status organizer type
    open_appointment_status appointment_location requestedapprovalagent approval_status other1 other2
    shift_type_id shift_team_id crmnote_id
  `,
  decimal: 'estimate appointment_hours appointment_work_hours complete_timetaken utcoffset entity',
  flag: `
    confirmed offhold changedinnhd commisionable inform_agents inform_user _force add_followup_appointment
    add_followup_task followup_allday followup_inform_agents followup_inform_user followup_is_private
    reassign_ticket _validateonly _iscloning _collectionmaster _isimport external_organizer apfaultidremoved
    do_reopen primary_ticket_appointment createnextappt approval_start requires_approval autocomplete
    has_immutable_exchange_id allday _canupdate _cancomplete is_private reminder_shown is_task
    _recurringmaster _candelete
  `,
  text: `
    collection_id exchangemailboxfqdn note note_html tolist cclist bcclist complete_note complete_notehtml
    followup_subject followup_note followup_note_html contact_emailaddress contact_phonenumber conference_id
    toll_number exchange_uid _importtype _importemail followup_attendees category1 category2 category3
    category4 key booking_name booking_email booking_phonenumber _warning organizer_email ticket_phonenumber
    ticket_emailaddress approvalnote import_agent_ids import_user import_open_appointment_status
    import_appointment_type import_shift_type import_agent_status holiday_id colour subject client_name
    site_name user_name agent_name appointment_type_name online_meeting_url entryid changekey attendees
    recurring_master_id appointment_location_name approvalemailaddress appointment_location_free_text
    calendar_id shift_team_name recurring_desc
  `,
  date: `
    exchangestartdate exchangeenddate betweenstart betweenend reminderdate complete_date followup_start_date
    followup_end_date followup_date start_date_only end_date_only resource_booking_timeslot approvaldatetime
    start_date end_date last_modified exchangelastmodifieddate
  `,
  list: 'agents followup_agents outcomes allowed_resourcebooking_teams',
  object: 'contact_address schedule new_external_link',
});

/** Halo's `Appointment_List`. */
export const appointmentListFields: FieldTable = table({
  integer: `
    id agent_id ticket_id client_id site_id user_id holiday_type complete_status organizer type
    open_appointment_status appointment_location requestedapprovalagent approval_status other1 other2
    shift_type_id shift_team_id crmnote_id
  `,
  decimal: 'entity',
  flag: `
    allday _canupdate _cancomplete is_private reminder_shown is_task _recurringmaster _candelete
  `,
  text: `
    holiday_id colour subject client_name site_name user_name agent_name appointment_type_name
    online_meeting_url entryid changekey attendees recurring_master_id appointment_location_name
    approvalemailaddress appointment_location_free_text calendar_id shift_team_name recurring_desc
  `,
  date: 'start_date end_date last_modified approvaldatetime exchangelastmodifieddate',
});

/** Halo's `Uname_List`. */
export const agentListFields: FieldTable = table({
  integer: `
    id onlinestatus_actual onlinestatus ticket_count one_client qualification_weighting linemanager inboxes
    licence_type named_licences_in_use concurrent_licences_in_use concurrent_agent_total apptsync
    default_splashtop_channel workday_id chargerate
  `,
  decimal: 'costprice',
  flag: `
    is_online isdisabled is_agent qualified exchange_authorized sentinel_authorized google_mail_authorized
    isapiagent splashtop_authorized gotoresolve_authorized _canupdate _canupdate_moreinfo
    allowbeyondtrustinvites enableshifts sendemailerrors can_approve_purchaseorder can_approve_quote
    can_approve_invoice in_queried_team
  `,
  text: `
    name lastonline team email ad agentphotopath initials firstname surname colour jobtitle sms
    extensionnumber role_list current_action_type current_action_name googleemail linemanager_name
    exchange_account inbox_clientid use logmeinid jira_id namewithinactive okta_id workday_name
    workday_timezone first_role_id guid_string
  `,
  date: 'lastlogindate',
  list: `
    teams departments clients tickettypes qualifications assettypes assetfields unamecustomfields
    unameappointmenttypes custombuttons uname_usercustomfields
  `,
});

/** Halo's `Schedule`. */
export const scheduleFields: FieldTable = table({
  integer: `
    id dailyrecurrencepattern dailyrecurrencedays weeklyrecurrenceweeks endafteramount rangeofrecurrence
    requesttype recurrencepattern agentid monthlyrecurrencepattern yearlyrecurrencepattern
    monthlyrecurrencespecificdate monthlyrecurrencespecificdateinterval monthlyrecurrencespecificday
    monthlyrecurrencespecificdayofweek monthlyrecurrencespecificdayinterval yearlyrecurrencespecificdate
    yearlyrecurrencespecificdatemonth yearlyrecurrencespecificdateinterval yearlyrecurrencespecificday
    yearlyrecurrencespecificdayofweek yearlyrecurrencespecificdaymonth yearlyrecurrencespecificdayinterval
    type uniqueid
  `,
  decimal: 'hours',
  flag: '_validateonly',
  text: 'subject weeklyrecurrencestring _warning',
  date: 'startdate enddate nextcreationdate nextrundate',
  list: 'contract_schedule_plan weeklyrecurrenceamount events',
});

/** Halo's `EWSAppointmentChange`. */
export const importFields: FieldTable = table({
  integer: 'changeType',
  object: 'itemId item agent',
});

/** Halo's `EWSAppointmentBasic`. */
export const importItemFields: FieldTable = table({
  integer: 'appointmentType',
  flag: 'isAllDayEvent isRecurring isMeeting',
  text: 'iCalUid subject',
  date: 'start end',
  object: 'id organizer',
});

/** Halo's `ItemId`. */
export const itemIdFields: FieldTable = table({
  text: 'uniqueId changeKey',
});

/** Halo's `EmailAddress`. */
export const emailAddressFields: FieldTable = table({
  integer: 'mailboxType',
  text: 'name address routingType',
  object: 'id',
});

/** Halo's `Control`. */
export const controlFields: FieldTable = table({
  integer: `
    publishchangecalendartype appointment_location_type exchange_appointment_sync_end_date
    whatsapptickettype apptsetting calendarchoice exchange_import_type exchange_connection_type
    calendarstepinterval appointmentinvitetype apptexchangetype default_appointment_agent_status
    newagent_apptsync ticket_status_after_appointment appt_import_agent_identifier
    appt_import_user_identifier agent_status_for_free_appointments appointment_sla_procedure_mins
    exchange_azure_authority exchange_calendar_webhook_import_type appointment_sla_procedure_status
    action_calendar_type action_calendar_ap_type
  `,
  decimal: 'nhserverversion',
  flag: `
    publishchangecalendar useutcforappointments linkrecurringapptticket show_appointment_location
    show_appointment_status use_project_start_and_target_date_for_appointment_action
    followup_appointment_subject showactioncalendaroption syncallappts sendapptemails
    default_appt_to_original_time allowappointmentfaultidchange google_calendar_authorized
    exchangeapptsprivate hideapptactionsfromuser assigntoapptagent exchange_disable_integrator_delete
    appointmentslaprocedure actioncalendardefault usestatuscolouroncalendar syncholidays
    show_appointment_other1 show_appointment_other2 collapse_appt_filter set_appointment_from_estimate
    access_change_calendar_tickets exchange_calendar_webhooks exchange_use_immutable_ids
    exchange_no_mutable_ids auto_complete_appointments_to_add_time select_all_in_team_calendar
    _googlecalendardisconnect halointegrator_exchange hashostedintegrator is_nhserverless
    halointegrator_googlecalendars exchange_authorized includecalendarsettings
  `,
  text: `
    apptservername exchange_connected_user defaultappointmentbody rexchangetenantid rexchangeapplicationid
    exchange_organizer_override apptadminuser ewsserverversion googlecalendaraccount nhserverversionused
    exapptsubject exapptlocation exapptbody _exchangeaction halointegrator_exchange_lasterror
    whatsapptickettype_name appointment_notification_body halointegrator_googlecalendars_lasterror
    exchange_application_id exchange_tenant_id exchange_redirect
  `,
  date: `
    exchange_start_date googlecalendartokenexpiry halointegrator_exchange_lastsync
    halointegrator_googlecalendars_lastsync exchange_token_expiry
  `,
  list: 'exchange_agent_subscriptions',
});

/** Halo's `NHServerConfig`. */
export const nhserverConfigFields: FieldTable = table({
  integer: `
    id actionsendlimit emailsiteint emailtechieint emailuserint intervalseconds popuptimeoutseconds
    statussendlimit timeoutseconds reporttimeout
  `,
  flag: `
    acceptattachments acceptautoreplycheckbox actionemails approvalscan assetattachmentmaintenance
    autocreatedevice autolinkdevices automatchlocation2 autoondiagram autorequests calendarsync
    clearlogboxes confforemails deleteerrors emailcreatenewuser emailnoack emailusefullname
    emailusesitedomain errorreportemail errorreportrequest forcehtml highlevellogging ignorecc
    ignoreduplicateemails ignoreifsitenotmatched maintenancerequests nhdsuppliersync nooverduescan
    pop3interface prepayautotopup processxmlfiles recurringcalendarsync refreshautoinv requestscan
    saverawemail sendsmtp sendtray sendwelcomeemail servicestatus storeemailsindb deletecustomdata bulkemail
  `,
  text: `
    name autodevicesite autodevicetype emaillogfolder emailrequesttype emailuserdefault
    errorreportemailaddress mainttime emailsitename emailusername autodevicesitename autodevicetypename
    _warning
  `,
  date: 'datefilter ewslastapptsync',
});

/** Halo's `IntegrationError`. */
export const integrationErrorFields: FieldTable = table({
  integer: 'id module_id detail_id entity_id',
  text: 'entity_type entity_name endpoint error _warning',
  date: 'date',
});

/** Halo's `IntegrationRequest`. */
export const integrationRequestFields: FieldTable = table({
  integer: 'id msid resultcode details_id',
  flag: 'isoutgoing _retrywebhook preserve hastrace format_as_xml',
  text: 'operation type request_body response_body url request_headers response_headers _warning',
  date: 'datelogged',
  list: 'trace',
});

/** Halo's `Lookup`. */
export const lookupFields: FieldTable = table({
  integer: 'lookupid id overriding_rate_id access_control_level valueint1 sequence',
  flag: `
    value2_bool value3_bool value4_bool value5_bool value6_bool value7_bool value8_bool value9_bool
    _isnewcode _isimport custom1_bool inactive
  `,
  text: `
    intent name value2 value3 value4 value5 value6 value7 value8 value9 contract_ref _importtype
    kashflow_tenant email_template_name sla_name custom1 custom2 tax_rate_name xero_tenant_name
    surcharge_item_name dynamics_company_name linked_item _warning column_profile_name jira_instance_name
  `,
  list: 'rates access_control sub_lookup translations',
});

/** Halo's `Uname`. */
export const agentFields: FieldTable = table({
  integer: `
    id onlinestatus_actual onlinestatus ticket_count one_client qualification_weighting linemanager inboxes
    licence_type named_licences_in_use concurrent_licences_in_use concurrent_agent_total pagesize
    default_filter_id_tickets default_columns_id_tickets default_view_tickets_selectedid
    default_filter_id_opps default_columns_id_opps default_view_opps_selectedid default_action_display
    ticket_preview_mode default_ticket_preview_size list_type navmenu_mode newtabpref language_id
    app_colour_type nav_display_mode actionscreen_display_type homescreenchartid homescreendashboardid
    sidemenudashboardid clientdetails_layout_id nav_layout_id adconnection useadlogin azure_roleid
    warnifnoscan_integrator_hours autotaskid pomincostforapprovaltype quotemarginforapprovaltype
    default_columns_id_assets delegation_user_id _reassign_all_accounts_to_agent travelrate
    default_columns_id_clients default_view_customers_selectedid default_view_users_selectedid
    default_columns_id_contracts default_columns_id_sites default_columns_id_users jira_instance
    pref_notification_sound pref_chat_sound default_columns_id_supplier_contracts
    default_view_assets_selectedid sqlimport_id azure_connectionid default_columns_id_supplier
    default_view_suppliers_selectedid linked_user_client_id contractdetails_layout_id
    default_action_date_display userdetails_layout_id default_columns_id_pos sitedetails_layout_id
    incomplete_ts_threshold apptsync default_splashtop_channel workday_id chargerate
  `,
  decimal: `
    lunchbreak workhour_start workhour_end pomincostforapproval quotemarginforapproval holiday_allowance
    remaining_holiday_allowance costprice
  `,
  flag: `
    is_online isdisabled is_agent qualified exchange_authorized sentinel_authorized google_mail_authorized
    isapiagent splashtop_authorized gotoresolve_authorized enablehighcontrast sendowneremails warnifnoscan
    dontemailmeifiloggedit _is_a_departmentmanager _is_a_teammanager twofactor_enabled _isnew emailconfirmed
    accountconfirmed isinvite is_sales _getlogmeinid _isimport warnifnoscan_integrator orion_access
    new_method _getoauthtoken isagentdetails excludefromresourcebooking delegation_activated
    delegation_timebased _kick _revoke_tokens authenticatorapp_configured _revoke_authenticatorapp
    ispasswordreset _isbatch import_photo is_admin _do_reassign01 check_reassign01 _force
    allow_automatic_call_scripts allow_presence_notifications exclude_from_automatic_assigning
    enable_teams_shifts warnif_incomplete_ts warnif_incomplete_ts_manager _canupdate _canupdate_moreinfo
    allowbeyondtrustinvites enableshifts sendemailerrors can_approve_purchaseorder can_approve_quote
    can_approve_invoice in_queried_team
  `,
  text: `
    name lastonline team email ad agentphotopath initials firstname surname colour jobtitle sms
    extensionnumber role_list current_action_type current_action_name googleemail linemanager_name
    exchange_account inbox_clientid password agentphotodata signature default_filter_name_tickets
    default_columns_name_tickets default_view_tickets default_view_tickets_selectedname
    default_filter_name_opps default_columns_name_opps default_view_opps default_view_opps_selectedname
    default_action_view default_feed_view default_calendar_view calendar_options search_options theme
    theme_revert language_name app_colour homescreenchartname homescreenchartpublishedid
    homescreendashboardname sidemenudashboardname clientdetails_layout_name nav_layout_name
    activedirectory_dn third_party_guid department container_dn _importtype _importtoken beyondtrust_name
    orion_username orion_password ncentral_username soc_username oktaid okta_status new_ncentral_key
    new_orion_password exchange_redirect oauth_code oauth_redirect oauth_type new_access_token
    new_token_type new_refresh_token _disconnectintegration sentinel_redirect Oo_name _warning
    delegation_user_name graph_host linked_halo_url github_username _signature_id _signature
    default_view_clients_selectedname default_view_assets_selectedname default_view_customers_selectedname
    default_view_users_selectedname default_view_contracts_selectedname default_columns_sites_selectedname
    default_columns_users_selectedname pagerduty_email jira_instance_name
    default_view_supplier_contracts_selectedname default_view_assets default_view_assets_selectedid_name
    matching_value splashtop_url default_splashtop_channelname azure_tenant_id azure_client_id
    default_columns_supplier_selectedname default_view_suppliers_selectedname contractdetails_layout_name
    signature_image userdetails_layout_name guid default_view_pos_selectedname sitedetails_layout_name use
    logmeinid jira_id namewithinactive okta_id workday_name workday_timezone first_role_id guid_string
  `,
  date: `
    lastlogindate datecreated exchange_token_expiry sentinel_token_expiry delegation_start delegation_end
    last_modified splashtop_token_expiry gotoresolve_token_expiry incomplete_ts_sendtime
    incomplete_ts_lastcreated
  `,
  list: `
    sites teams departments clients tickettypes qualifications assettypes roles add_roles claims
    access_control notifications notifications_personal customfields chargerates ac_tickettypes ac_approvals
    ac_rules ac_cannedtext ac_customfields ac_customtables ac_dashboards ac_workflows ac_roles ac_slas
    ac_templates ac_outcomes ac_workdays ac_emailtemplates ac_messagegroups ac_reportgroups ac_fieldgroups
    ac_languagepacks ac_itemgroups ac_assettypes ac_assetgroups ac_servicecategories ac_services
    ac_suppliers ac_suppliercontracts ac_chatprofiles ac_faqlists ac_devices calendar_options_multi
    ac_databaselookups assetfields unamecustomfields unameappointmenttypes custombuttons
    uname_usercustomfields
  `,
  object: 'splashtop_channel presence_subscription',
});
