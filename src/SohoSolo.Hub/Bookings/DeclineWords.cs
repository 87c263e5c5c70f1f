using System.Diagnostics;
using SohoSolo.Core.Bookings;

namespace SohoSolo.Hub.Bookings;

/// <summary>What a decline says to a person: why, and what next.</summary>
internal static class DeclineWords
{
    public static string For(DeclineReason reason) => reason switch
    {
        DeclineReason.Conflict => "Somebody else holds this place in that time. Take one of the alternatives, or wait in line.",
        DeclineReason.AlreadyBooked => "The member holds another place in that time. Change or cancel that booking first.",
        DeclineReason.QuotaExhausted => "What is left of the free use or tickets does not cover this. Book less, or wait until it renews.",
        DeclineReason.Closed => "The site is closed on that day. Choose another day or another site.",
        DeclineReason.Blocked => "This place is out of use in that time. Take another place.",
        DeclineReason.OutsideHours => "The site is not open at that time of the day. Choose a time within its hours.",
        DeclineReason.InThePast => "That time has already passed.",
        DeclineReason.TooLong => "One booking may not be that long. Make it shorter, or book a series.",
        DeclineReason.TooFarAhead => "Bookings are not open that far ahead yet.",
        DeclineReason.TooManyUpcoming => "The member has as many bookings to come as the rules allow. Cancel one first.",
        DeclineReason.WrongKind => "None of the member's entitlements covers this kind of place. The chamber can grant one.",
        DeclineReason.NonexistentTime => "The clocks change and skip this time: it does not exist on that day.",
        DeclineReason.Leased => "This place is leased to another member in that time. Take another place.",
        DeclineReason.TooFewSeats => "This place has too few seats.",
        DeclineReason.MissingEquipment => "This place lacks some of the equipment that was asked for.",
        DeclineReason.MemberInactive => "The member's account is suspended or closed.",
        DeclineReason.WrongState => "The booking has ended or is not in a state that allows this.",
        DeclineReason.TooEarly => "It is too early: check-in opens shortly before the start.",
        DeclineReason.TooLate => "It is too late for this: the time has begun or is over.",
        DeclineReason.OfferLapsed => "The offer was not taken in time and has gone to the next in line.",
        DeclineReason.NoSuchSpace => "Nothing at this site serves the wish.",
        _ => throw new UnreachableException($"{reason}"),
    };

    /// <summary>409 where somebody's booking stands in the way, 422 for every other decline (<c>rulings</c> 7).</summary>
    public static int Status(DeclineReason reason) => reason is DeclineReason.Conflict or DeclineReason.AlreadyBooked ? 409 : 422;
}
