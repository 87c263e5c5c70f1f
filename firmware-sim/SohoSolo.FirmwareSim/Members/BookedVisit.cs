namespace SohoSolo.FirmwareSim.Members;

/// <summary>What the simulator knows of a booking: who is expected where and when, and how many guests she named.</summary>
internal sealed record BookedVisit(string Booking, string Site, string Space, string Member, DateTimeOffset Start, DateTimeOffset End, int Guests);
