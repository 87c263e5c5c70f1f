namespace SohoSolo.Hub.Pages.Chamber;

public sealed class ChamberText;
