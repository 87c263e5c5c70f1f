namespace SohoSolo.Hub.Pages.SiteFaults;

public sealed class FaultsText;
