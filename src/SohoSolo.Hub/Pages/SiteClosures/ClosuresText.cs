namespace SohoSolo.Hub.Pages.SiteClosures;

public sealed class ClosuresText;
