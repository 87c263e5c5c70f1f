namespace SohoSolo.Hub.Pages.Bookings;

/// <summary>The words around bookings: on their cards, their lists and their own page.</summary>
public sealed class BookingsText;
