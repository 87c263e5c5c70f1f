namespace SohoSolo.Hub.Pages.Rights;

public sealed class RightsText;
