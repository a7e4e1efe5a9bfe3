; What our installer does beside electron-builder's own steps: the data folder with its rights, start with Windows, waiting for a run,
; and an uninstaller that keeps the data unless it is told otherwise. `npm run package:check` compiles it; only Windows can run it.
; Silent: Setup.exe /S [/D=folder] [/ACCOUNT=DOMAIN\name] [/STARTWITHWINDOWS]

!include nsDialogs.nsh
!include LogicLib.nsh
!include FileFunc.nsh

; As main/shell/data-folder.ts and integrator.cmd call it, below ProgramData.
!define DATA_FOLDER_NAME "Halo Integrator for Exchange"
; As README.md tells to name it.
!define TASK_NAME "Halo Integrator for Exchange"
!define RUN_KEY "Software\Microsoft\Windows\CurrentVersion\Run"
!define WAIT_MINUTES 15

; Nothing is ever ended by force: a run that is cut off is put right by the next one, but nobody has to wait for that.
!macro customCheckAppRunning
  StrCpy $R5 "$INSTDIR"
  !ifndef BUILD_UNINSTALLER
    ; The folder of the version that is replaced, wherever the new one goes.
    ReadRegStr $R6 HKLM "${INSTALL_REGISTRY_KEY}" InstallLocation
    ${If} $R6 != ""
      StrCpy $R5 $R6
    ${EndIf}
  !endif
  !insertmacro IS_POWERSHELL_AVAILABLE
  StrCpy $R8 ""
  ${If} ${FileExists} "$R5\resources\command-line\integrator.cmd"
    ask_to_end:
    DetailPrint "Asking window and scheduled imports to end after the run under way (at most ${WAIT_MINUTES} minutes)."
    nsExec::ExecToLog '"$R5\resources\command-line\integrator.cmd" stop --minutes ${WAIT_MINUTES}'
    Pop $0
    ; 2: there is no data folder yet, or it cannot be used; then nothing runs on it.
    ${If} $0 == 1
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "An import is still running. Wait for it and try again; nothing was changed." /SD IDCANCEL IDRETRY ask_to_end
      SetErrorLevel 2
      Quit
    ${EndIf}
    ; Windows that only look end within seconds.
    StrCpy $R7 0
    look_again:
    Push $INSTDIR
    StrCpy $INSTDIR $R5
    !insertmacro FIND_PROCESS "${APP_EXECUTABLE_FILENAME}" $R8
    Pop $INSTDIR
    ${If} $R8 == 0
      IntOp $R7 $R7 + 1
      ${If} $R7 < 15
        Sleep 1000
        Goto look_again
      ${EndIf}
      MessageBox MB_RETRYCANCEL|MB_ICONEXCLAMATION "${PRODUCT_NAME} is still open, perhaps in the session of somebody else. Close it there (tray icon, Quit) and try again; nothing was changed." /SD IDCANCEL IDRETRY ask_to_end
      SetErrorLevel 2
      Quit
    ${EndIf}
  ${EndIf}
!macroend

!ifndef BUILD_UNINSTALLER

Var accountField
Var accountName
Var startField
Var startsWithWindows

!macro customInit
  ; The choices of the installation that is replaced, then those of the command line.
  ReadRegStr $accountName HKLM "${INSTALL_REGISTRY_KEY}" ImportAccount
  ${If} $accountName == ""
    System::Call 'advapi32::GetUserNameW(w .r1, *i ${NSIS_MAX_STRLEN})'
    ReadEnvStr $0 "USERDOMAIN"
    StrCpy $accountName "$0\$1"
  ${EndIf}
  StrCpy $startsWithWindows ${BST_UNCHECKED}
  ReadRegStr $0 HKLM "${RUN_KEY}" "${PRODUCT_NAME}"
  ${If} $0 != ""
    StrCpy $startsWithWindows ${BST_CHECKED}
  ${EndIf}
  ${GetParameters} $R0
  ClearErrors
  ${GetOptions} $R0 "/ACCOUNT=" $R1
  ${IfNot} ${Errors}
    StrCpy $accountName $R1
  ${EndIf}
  ClearErrors
  ${GetOptions} $R0 "/STARTWITHWINDOWS" $R1
  ${IfNot} ${Errors}
    StrCpy $startsWithWindows ${BST_CHECKED}
  ${EndIf}
  ClearErrors
!macroend

; Functions stand in here because only here the macros of the pages are known.
!macro customPageAfterChangeDir

Page custom accountPage leaveAccountPage

Function accountPage
  ${If} ${isUpdated}
    Abort
  ${EndIf}
  !insertmacro MUI_HEADER_TEXT "Account and start" "Under which account imports run, and whether the window starts by itself."
  nsDialogs::Create 1018
  Pop $0
  ${If} $0 == error
    Abort
  ${EndIf}
  ${NSD_CreateLabel} 0 0 100% 36u "Imports run under this account (DOMAIN\name). Beside it only the system and administrators get access to the data folder with links, logs and the encrypted secrets."
  Pop $0
  ${NSD_CreateText} 0 40u 100% 12u "$accountName"
  Pop $accountField
  ${NSD_CreateCheckBox} 0 64u 100% 12u "&Start the window with Windows for all users, hidden beside the clock"
  Pop $startField
  ${NSD_SetState} $startField $startsWithWindows
  ${NSD_CreateLabel} 0 80u 100% 40u "A window imports while its user is logged on. To import with nobody logged on, make the scheduled task that the README describes."
  Pop $0
  nsDialogs::Show
FunctionEnd

; $accountName to its identifier in $9; '' when Windows knows no such account.
Function findIdentifier
  StrCpy $9 ""
  System::Alloc 256
  Pop $1
  System::Call 'advapi32::LookupAccountNameW(p 0, w "$accountName", p r1, *i 256, w .r2, *i ${NSIS_MAX_STRLEN}, *i .r3) i .r4'
  ${If} $4 != 0
    System::Call 'advapi32::ConvertSidToStringSidW(p r1, *p .r5) i .r4'
    ${If} $4 != 0
      System::Call 'kernel32::lstrcpynW(w .r9, p r5, i ${NSIS_MAX_STRLEN}) p'
      System::Call 'kernel32::LocalFree(p r5) p'
    ${EndIf}
  ${EndIf}
  System::Free $1
FunctionEnd

Function leaveAccountPage
  ${NSD_GetText} $accountField $accountName
  ${NSD_GetState} $startField $startsWithWindows
  Call findIdentifier
  ${If} $9 == ""
    MessageBox MB_OK|MB_ICONEXCLAMATION "Windows does not know the account $accountName."
    Abort
  ${EndIf}
FunctionEnd

!macroend

!macro customInstall
  Call findIdentifier
  ${If} $9 == ""
    DetailPrint "Windows does not know the account $accountName."
    SetErrorLevel 3
    Abort "Windows does not know the account $accountName. Nothing was given to anybody."
  ${EndIf}
  WriteRegStr HKLM "${INSTALL_REGISTRY_KEY}" ImportAccount "$accountName"

  ; Below ProgramData everybody may make files in a folder that inherits. A folder that exists is left as it is, but for the account's
  ; right and its owner: the app itself refuses one that others may write.
  SetShellVarContext all
  StrCpy $R5 "$APPDATA\${DATA_FOLDER_NAME}"
  StrCpy $R6 "/grant"
  ${IfNot} ${FileExists} "$R5\*.*"
    CreateDirectory "$R5"
    StrCpy $R6 "/inheritance:r /grant:r"
  ${EndIf}
  nsExec::ExecToLog '"$SYSDIR\icacls.exe" "$R5" $R6 "*S-1-5-18:(OI)(CI)F" "*S-1-5-32-544:(OI)(CI)F" "*$9:(OI)(CI)F" /q'
  Pop $0
  ${If} $0 != 0
    SetErrorLevel 3
    Abort "The rights of $R5 could not be set (icacls ended with $0)."
  ${EndIf}
  ; Whoever made it first would keep the right to change its list.
  nsExec::ExecToLog '"$SYSDIR\icacls.exe" "$R5" /setowner "*S-1-5-32-544" /q'
  Pop $0

  ${If} $startsWithWindows == ${BST_CHECKED}
    WriteRegStr HKLM "${RUN_KEY}" "${PRODUCT_NAME}" '"$INSTDIR\${APP_EXECUTABLE_FILENAME}" --hidden'
  ${Else}
    DeleteRegValue HKLM "${RUN_KEY}" "${PRODUCT_NAME}"
  ${EndIf}

  ; Where imports run by a scheduled task, it goes on at once and not at the next start of the computer. Without a task this does nothing.
  nsExec::ExecToLog '"$SYSDIR\schtasks.exe" /run /tn "${TASK_NAME}"'
  Pop $0
!macroend

!else

!macro customUnInstall
  ${IfNot} ${isUpdated}
    DeleteRegValue HKLM "${RUN_KEY}" "${PRODUCT_NAME}"
  ${EndIf}
!macroend

!macro customUnInstallSection
  ; Not ticked, and never run by an upgrade or a silent uninstall: without the links a new installation has to find everything again.
  Section /o "un.Delete settings, links, secrets and logs"
    SetShellVarContext all
    RMDir /r "$APPDATA\${DATA_FOLDER_NAME}"
  SectionEnd
!macroend

!endif
