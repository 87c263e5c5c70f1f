namespace SohoSolo.Hub.Pages.DaySheet;

public sealed class DaySheetText;
