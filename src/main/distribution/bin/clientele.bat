@echo off
rem Starts Clientele on a JDK 25 or later, wherever on this machine that is.
rem   CLIENTELE_HEAP       the Java heap's limit (default 1200m)
rem   CLIENTELE_JAVA_OPTS  further options for the Java virtual machine
setlocal

rem Defined in pom.xml, so that tests and benchmarks run with the same.
set "OPTIONS=${jvm.options}"
set "WANTED=25"
set "JAVA="

if defined JAVA_HOME call :try "%JAVA_HOME%"
for /f "delims=" %%J in ('where java 2^>nul') do call :try "%%~dpJ.."
for %%R in ("%ProgramFiles%\Java" "%ProgramFiles%\Eclipse Adoptium" "%ProgramFiles%\Microsoft" "%ProgramFiles%\Zulu" "%ProgramFiles%\Amazon Corretto" "%USERPROFILE%\.jdks" "%USERPROFILE%\.sdkman\candidates\java") do (
  for /d %%D in ("%%~R\*") do call :try "%%~D"
)
if not defined JAVA (
  echo clientele: expected a JDK %WANTED% or later but found none. 1>&2
  echo Looked at JAVA_HOME, java on the PATH, and in the usual folders for programs and of the user. 1>&2
  echo Install one, for example from https://adoptium.net, or set JAVA_HOME to its folder. 1>&2
  exit /b 1
)

if not defined CLIENTELE_HEAP set "CLIENTELE_HEAP=1200m"
"%JAVA%" %OPTIONS% -XX:+UseParallelGC -Xmx%CLIENTELE_HEAP% -Djava.awt.headless=true %CLIENTELE_JAVA_OPTS% -cp "%~dp0..\lib\*" dev.clientele.Clientele %*
exit /b %ERRORLEVEL%

rem Takes the Java in a folder if its release file names a version that is new enough.
:try
if defined JAVA exit /b 0
if not exist "%~1\bin\java.exe" exit /b 0
if not exist "%~1\release" exit /b 0
set "VERSION="
for /f "tokens=2 delims==" %%V in ('findstr /b "JAVA_VERSION=" "%~1\release"') do set "VERSION=%%~V"
for /f "delims=.-+" %%V in ("%VERSION%") do set "VERSION=%%V"
if not defined VERSION exit /b 0
if %VERSION% GEQ %WANTED% set "JAVA=%~1\bin\java.exe"
exit /b 0
