namespace SohoSolo.Hub.Pages.ChamberSites;

public sealed class ChamberSitesText;
