namespace SohoSolo.Hub.Pages.DeviceBook;

public sealed class DevicesText;
