namespace SohoSolo.Hub.Pages.SiteCalendars;

public sealed class CalendarsText;
