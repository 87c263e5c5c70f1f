namespace SohoSolo.Hub.Pages.MyData;

public sealed class MyDataText;
