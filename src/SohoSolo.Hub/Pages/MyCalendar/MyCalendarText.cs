namespace SohoSolo.Hub.Pages.MyCalendar;

public sealed class MyCalendarText;
