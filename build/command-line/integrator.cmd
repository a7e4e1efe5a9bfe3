@echo off
rem The command line of Halo Integrator for Exchange, on the data folder of the window unless --data or HALO_INTEGRATOR_DATA names another.
setlocal
set "NODE_OPTIONS="
set "HALO_INTEGRATOR_COMMAND=integrator"
if not defined HALO_INTEGRATOR_DATA set "HALO_INTEGRATOR_DATA=%ProgramData%\Halo Integrator for Exchange"
"%~dp0node.exe" "%~dp0integrator.mjs" %*
exit /b %ERRORLEVEL%
