namespace SohoSolo.Hub.Pages.Letters;

public sealed class LettersText;
