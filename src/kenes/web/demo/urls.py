from django.urls import path

from kenes.web.demo import views

app_name = "demo"
urlpatterns = [
    path("sign-in/", views.sign_in, name="sign_in"),
    path("mail/", views.mail, name="mail"),
    path("mail/<str:name>/<int:place>/", views.letter, name="letter"),
]
