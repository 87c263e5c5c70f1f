namespace SohoSolo.Hub.Pages.Month;

public sealed class MonthText;
