namespace SohoSolo.Hub.Pages.ChamberTerms;

public sealed class TermsText;
