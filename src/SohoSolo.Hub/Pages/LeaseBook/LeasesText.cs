namespace SohoSolo.Hub.Pages.LeaseBook;

public sealed class LeasesText;
