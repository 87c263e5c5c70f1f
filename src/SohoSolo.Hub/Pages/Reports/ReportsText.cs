namespace SohoSolo.Hub.Pages.Reports;

public sealed class ReportsText;
