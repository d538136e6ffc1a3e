using System.Runtime.CompilerServices;

[assembly: TypeForwardedTo(typeof(RingCx.RcxAccount))]
[assembly: TypeForwardedTo(typeof(RingCx.RcxActiveCall))]
[assembly: TypeForwardedTo(typeof(RingCx.RcxAgent))]
[assembly: TypeForwardedTo(typeof(RingCx.RcxCallEvent))]
[assembly: TypeForwardedTo(typeof(RingCx.RcxCallEventKind))]
[assembly: TypeForwardedTo(typeof(RingCx.RcxDisposition))]
[assembly: TypeForwardedTo(typeof(RingCx.RcxQueue))]
[assembly: TypeForwardedTo(typeof(RingCx.RcxQueueCheck))]
[assembly: TypeForwardedTo(typeof(RingCx.RcxSessionType))]
