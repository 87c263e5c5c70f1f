namespace SohoSolo.Hub.Pages.Shell;

/// <summary>What countries are called, by their codes (ISO 3166-1 alpha-2).</summary>
public sealed class CountryText;
