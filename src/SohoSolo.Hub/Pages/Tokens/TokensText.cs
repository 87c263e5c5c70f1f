namespace SohoSolo.Hub.Pages.Tokens;

public sealed class TokensText;
