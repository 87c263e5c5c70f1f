namespace SohoSolo.Hub.Pages.Charts;

public sealed class ChartText;
