namespace SohoSolo.Hub.Pages.Maps;

public sealed class MapText;
