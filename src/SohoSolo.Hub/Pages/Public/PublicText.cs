namespace SohoSolo.Hub.Pages.Public;

/// <summary>The words of the pages that are open to anyone.</summary>
public sealed class PublicText;
