namespace SohoSolo.Hub.Pages.Grants;

public sealed class GrantsText;
